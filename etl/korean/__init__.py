"""How Korean reports write names, numbers and dates. The one place where they are parsed."""
