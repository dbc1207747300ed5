"""Tests of `dashboard/ui/charts`."""
