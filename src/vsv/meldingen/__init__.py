"""Messages to organisations: what there is to know, kept until it is fetched or delivered. No personal data."""
