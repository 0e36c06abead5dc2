-- Everything that is sealed, wherever it stands: for counting under which keys, and for sealing it anew. A new column that ends in _sealed
-- joins this view (store/tests/it/sealed_values.rs looks), and the place it is bound to joins services::sealing.
create view sealed_values (place, row_id, part, sealed) as
    select 'users', id, '', totp_secret_sealed from users where totp_secret_sealed is not null
    union all select 'webhooks', id, '', secret_sealed from webhooks
    union all select 'webhooks.former', id, '', former_secret_sealed from webhooks where former_secret_sealed is not null
    -- Links of account mails, until they are sent.
    union all select 'notifications', id, '', convert_to(data ->> 'sealed', 'UTF8') from notifications where data ? 'sealed'
    union all select 'calcom_sources', organization_id, '', secret_sealed from calcom_sources
    union all select 'calendar_clients', organization_id, kind, secret_sealed from calendar_clients
    union all select 'calendar_connections.address', id, '', address_sealed from calendar_connections where address_sealed is not null
    union all select 'calendar_connections.secret', id, '', secret_sealed from calendar_connections where secret_sealed is not null
    union all select 'calendar_connections.access', id, '', access_sealed from calendar_connections where access_sealed is not null
    union all select 'calendars', id, '', cursor_sealed from calendars where cursor_sealed is not null
    union all select 'reply_settings', organization_id, '', hook_sealed from reply_settings where hook_sealed is not null
    union all select 'reply_mailboxes', organization_id, '', password_sealed from reply_mailboxes;

create index notifications_sealed_idx on notifications (id) where data ? 'sealed';
