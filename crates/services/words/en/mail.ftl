# Words of the area: mail.
