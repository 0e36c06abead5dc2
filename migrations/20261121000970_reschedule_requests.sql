-- The office, too, can ask for another time: whoever is to come chooses it. One request is open per booking, whichever side asks.
alter table change_requests
    add column side text not null default 'talent' constraint change_requests_side_check check (side in ('talent', 'caster')),
    -- Why it was refused, in the words of whoever refused it.
    add column answer text not null default '' constraint change_requests_answer_check check (length(answer) <= 1000),
    -- When somebody of the office has seen that it was refused: until then it stands in what waits for them.
    add column answer_seen_at timestamptz,
    drop constraint change_requests_proposed_starts_check,
    -- The talent says which times would do; the office leaves the choice to them.
    add constraint change_requests_proposed_starts_check check (
        case side when 'talent' then cardinality(proposed_starts) between 1 and 5 else cardinality(proposed_starts) = 0 end),
    drop constraint change_requests_status_check,
    add constraint change_requests_status_check check (status in ('open', 'granted', 'refused', 'expired', 'withdrawn'));
create index change_requests_refused_idx on change_requests (booking_id)
    where side = 'caster' and status = 'refused' and answer_seen_at is null;
