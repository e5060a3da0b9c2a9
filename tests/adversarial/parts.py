"""What is found among mobjects."""


def there(mobjects, kind):
    """All parts of a kind."""
    return [part for mobject in mobjects for part in mobject.get_family() if isinstance(part, kind)]
