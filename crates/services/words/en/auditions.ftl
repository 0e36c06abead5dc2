# Words of the area: auditions.
