# What went wrong and what to do.
errors-summary = { $n ->
    [one] One thing needs your attention
   *[other] { $n } things need your attention
}
errors-in-field = Error:
error-required = Fill this in.
error-email = Write an address such as name@example.com.
error-phone = Write a number with its country code, such as +966 50 123 4567.
error-url = Write a whole address, starting with https://.
error-number = Write a whole number.
error-time = Write a time such as 09:30.
error-date = Choose a date.
error-choice = Choose one of the options.
error-too-long = This is too long. Shorten it.
error-too-short = This is too short.
error-zone = Choose a time zone from the list.
error-stale = Someone changed this while you were editing. Check the current values and save again.
error-other = Something is wrong here. Check it and try again.

error-404-title = There is nothing at this address
error-404-text = The link may be old or mistyped. Nothing has been lost.
error-403-title = This page is not open to you
error-403-text = You are signed in, but your role does not include this page. Ask an admin of your organisation.
error-500-title = Something broke on our side
error-500-text = Nothing you typed was acted on. Try again in a moment; if it stays, tell us the number below.
error-request = Request { $id }
error-go-home = Go to the start
