# Words of the area: calls.
