// The booking guide's examples (booking-system-guide.md), in its own field names wherever it has an address here. README.md shows them line
// by line; test/live.test.mjs runs them.
import { data, type CallboardClient } from '../src/index.js';

/** Different booking types for a listing, which is a casting call here. Whoever makes one hosts it. */
export async function createEventType(client: CallboardClient, listingId: string) {
  const eventType = await data(client.POST('/api/booking/event-types', {
    body: {
      listingId,
      name: '30-Minute Consultation',
      slug: '30-min-consultation',
      durationMinutes: 30,
      price: 50.00,
      customQuestions: [
        { id: 'name', type: 'text', label: 'Your Name', required: true },
        { id: 'email', type: 'email', label: 'Email', required: true },
      ],
    },
  }));
  return eventType;
}

/** Recurring availability: kept as a schedule of the caller's. */
export async function createPattern(client: CallboardClient) {
  const pattern = await data(client.POST('/api/v1/schedules', {
    body: {
      name: 'Consultations',
      timeZone: 'Asia/Riyadh',
      patterns: [{ rrule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR', start: '09:00', end: '17:00', startsOn: '2027-01-01', endsOn: '2027-12-31' }],
    },
  }));
  return pattern;
}

/** The slots of a pattern that was kept, and of one that is only asked about. */
export async function generateSlots(client: CallboardClient, pattern: { id: string }, eventType: { id: string }) {
  const slots = await data(client.POST('/api/booking/availability/generate', {
    body: { patternId: pattern.id, startDate: '2027-01-01', endDate: '2027-01-31' },
  }));
  const typed = await data(client.POST('/api/booking/availability/generate', {
    body: {
      eventTypeId: eventType.id,
      pattern: 'weekly',
      daysOfWeek: [1, 3, 5], // Mon, Wed, Fri
      startTime: '09:00',
      endTime: '17:00',
      startDate: '2027-01-01',
      endDate: '2027-01-31',
    },
  }));
  return { slots, typed };
}

/** Several hosts who take turns. */
export async function addTeamMember(client: CallboardClient, listingId: string, userId: string, eventType: { id: string }) {
  const member = await data(client.POST('/api/booking/team', {
    body: {
      listingId,
      userId,
      role: 'member',
      eventTypeIds: [eventType.id],
      roundRobinEnabled: true,
      roundRobinWeight: 1,
    },
  }));
  return member;
}

/** A calendar outside that makes its owner busy, and reading it now. */
export async function createIntegration(client: CallboardClient, listingId: string, userId: string) {
  const integration = await data(client.POST('/api/booking/calendar/integrations', {
    body: { listingId, userId, provider: 'ics', calendarId: 'https://calendar.example.com/me.ics', syncDirection: 'import' },
  }));

  // Google and Outlook answer with an address instead, where their owner consents.
  if ('id' in integration) {
    await data(client.POST('/api/booking/calendar/integrations/{id}/sync', { params: { path: { id: integration.id } } }));
  }
  return integration;
}
