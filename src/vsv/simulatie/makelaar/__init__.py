"""The oefenmakelaar: a process of its own that is an OpenID Connect provider as an eHerkenning-makelaar is one."""
