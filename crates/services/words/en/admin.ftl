# Words of the area: admin.
