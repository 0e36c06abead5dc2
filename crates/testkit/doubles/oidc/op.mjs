// A strict OpenID provider for tests of connecting accounts: node op.mjs PORT REDIRECT. PKCE is demanded, refresh tokens rotate, and one that is
// used twice kills its grant. Says "ready" on a line of its own once it listens.
import Provider from 'oidc-provider';

const [port, redirect] = process.argv.slice(2);
const google = ['calendar.calendarlist.readonly', 'calendar.events.readonly', 'calendar.events'];
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'app', client_secret: 'secret-secret-secret', redirect_uris: [redirect],
    grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
  }],
  pkce: { required: () => true },
  cookies: { keys: ['k'] },
  issueRefreshToken: async () => true,
  rotateRefreshToken: () => true,
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: true }, revocation: { enabled: true } },
  scopes: ['openid', 'offline_access', 'email', ...google.map((scope) => `https://www.googleapis.com/auth/${scope}`)],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  // Tests have a clock of their own, which may be days ahead of this one.
  ttl: { AccessToken: 3600, RefreshToken: 86400, Session: 3600, Grant: 86400, Interaction: 600, IdToken: 30 * 86400 },
  findAccount: async (context, id) => ({
    accountId: id, claims: async () => ({ sub: id, email: `${id}@example.test`, email_verified: true }),
  }),
});
// The redirect address of the tests is no host of this machine: it is only ever looked at.
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
