"""The weekly reports: what they counted, who moved, the people in them, any two compared, and a whole school year."""
