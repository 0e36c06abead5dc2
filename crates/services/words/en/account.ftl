# Words of the area: account.
