"""Who is asking: sign-in through an OpenID Connect provider, where it is turned on."""
