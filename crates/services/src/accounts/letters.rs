//! The mails of accounts, handed to `notifications` in the transaction of what they tell.

use domain::id::{Id, Organization, User};
use store::{Tx, users::UserRecord};

use crate::{Ctx, Result, Services, notifications::AccountRecipient, words::Lang};

/// What a mail says.
pub(crate) use crate::notifications::AccountMail as Letter;

/// Who a mail goes to.
pub(crate) struct To<'a> {
    /// The organisation it is sent for.
    pub organization: Option<Id<Organization>>,
    /// The account, if there is one.
    pub user: Option<Id<User>>,
    /// The address.
    pub address: &'a str,
    /// The name in the greeting.
    pub name: &'a str,
    /// `en` or `ar`.
    pub language: Option<&'a str>,
}

/// The name in the script of the language, where both are known.
pub(crate) fn name_for<'a>(language: &str, latin: &'a str, arabic: &'a str) -> &'a str {
    let (first, second) = if language == "ar" { (arabic, latin) } else { (latin, arabic) };
    if first.is_empty() { second } else { first }
}

impl Services {
    /// Sends a mail to an account's own address.
    pub(crate) async fn send_to(&self, tx: &mut Tx, ctx: &Ctx, user: &UserRecord, letter: Letter) -> Result<()> {
        let Some(address) = user.email.as_deref() else { return Ok(()) };
        let language = user.language.as_deref();
        let to = To {
            organization: None,
            user: Some(user.id),
            address,
            name: name_for(language.unwrap_or("ar"), &user.name_latin, &user.name_arabic),
            language,
        };
        self.send_letter(tx, ctx, to, letter).await
    }

    /// Sends a mail to anybody.
    pub(crate) async fn send_letter(&self, tx: &mut Tx, ctx: &Ctx, to: To<'_>, letter: Letter) -> Result<()> {
        let recipient = AccountRecipient {
            organization_id: to.organization,
            user_id: to.user,
            address: to.address.to_owned(),
            name: to.name.to_owned(),
            language: to.language.and_then(Lang::from_code),
        };
        self.tell_account(tx, ctx, recipient, letter).await?;
        Ok(())
    }
}
