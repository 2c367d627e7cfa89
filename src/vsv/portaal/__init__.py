"""The portal: pages behind eHerkenning. A package per page; `kader` is what all pages share, `inloggen` the way in."""
