"""The way in: eHerkenning over OpenID Connect, an invitation, a request for an organisation, and the way out."""
