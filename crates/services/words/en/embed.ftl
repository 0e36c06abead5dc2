# Booking pages inside other websites.
embed-title = Embedding
embed-sub = Show a booking page inside your own website.
embed-origins = Websites that may show booking pages
embed-origins-hint = One per line, such as https://www.example.com. Nobody else can put them in a frame.
embed-save = Save the websites
said-embed-saved = Saved. Open pages change when they are loaded again.
embed-code = The code
embed-code-sub = The script once, and a place wherever the page should appear. In place of the dots goes the event type’s word in its address.
embed-code-script = Once on the page
embed-code-place = Where the booking page appears
embed-book-title = Book { $name }
embed-not-allowed = This website may not show the booking page
embed-not-allowed-text = An admin can allow it under Admin, Organisation, Embedding.
embed-no-such = There is no such booking page
embed-no-such-text = Check the organisation and the event type in the website’s code.
embed-token-ended = This has ended
embed-token-ended-text = The time for booking here is over. Load the website again to go on.
embed-broken = The booking page cannot be shown just now
embed-broken-text = Please try again in a moment.

audit-embed-origins-set = changed which websites may show booking pages
audit-embed-token-created = made a token to book on another website
