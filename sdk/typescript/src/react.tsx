// React: an audition booked on your own page. It loads Callboard's embed script once and opens a frame in its place.
import { useEffect, useRef, useState, type CSSProperties } from 'react';

/** What the embed tells of a booking; never who booked. */
export interface BookingData {
  bookingId: string;
  revision: number;
  status: string;
  /** RFC 3339, UTC. */
  start: string;
  end: string;
  minutes: number;
  timeZone: string;
  eventTypeId: string;
  applicationId: string | null;
  title: string;
  organization: string;
  videoUrl: string | null;
  metadata: Record<string, string> | null;
}

export interface EmbedEvents {
  ready: { path: string };
  slotSelected: { start: string };
  bookingSuccessful: BookingData;
  bookingRescheduled: BookingData;
  bookingCancelled: BookingData;
  resize: { height: number };
  failed: { code: string };
}

interface Frame {
  remove(): void;
}
interface Script {
  inline(options: Record<string, unknown>): Frame;
}
declare global {
  interface Window {
    Callboard?: Script;
  }
}

const scripts = new Map<string, Promise<Script>>();

/** Callboard's script, loaded once per page. */
export function loadCallboard(url: string): Promise<Script> {
  const src = `${url.replace(/\/+$/, '')}/embed.js`;
  let loading = scripts.get(src);
  if (!loading) {
    loading = new Promise<Script>((resolve, reject) => {
      const script = document.createElement('script');
      script.src = src;
      script.onload = () => (window.Callboard ? resolve(window.Callboard) : reject(new Error(`${src} is not Callboard's script`)));
      script.onerror = () => {
        scripts.delete(src);
        script.remove();
        reject(new Error(`${src} could not be loaded`));
      };
      document.head.append(script);
    });
    scripts.set(src, loading);
  }
  return loading;
}

export interface BookAuditionProps {
  /** The application to be booked. */
  application: { id: string; talent?: { name?: string }; castingCall?: { title?: string } };
  /** Who books: filled in where the page asks for it. */
  casterName: string;
  casterEmail: string;
  /** After a booking was made. What your server relies on is the webhook. */
  onBookingComplete?: (data: BookingData) => void;
  /** Where Callboard is: `https://callboard.example.com`. */
  url: string;
  /** `organisation/event-type`. */
  calLink: string;
  /**
   * Asks your own server for a token (`embedToken` of `@callboard/sdk`, with the caster's key). Without one the page books for whoever fills it
   * in, and the application's id is only a text beside the booking.
   */
  getToken?: (applicationId: string) => Promise<string>;
  metadata?: Record<string, string>;
  theme?: 'light' | 'dark';
  brandColor?: string;
  lang?: 'en' | 'ar';
  /** Everything else that happens. */
  onEvent?: <Type extends keyof EmbedEvents>(type: Type, data: EmbedEvents[Type]) => void;
  className?: string;
  style?: CSSProperties;
}

/** Books an audition for an application, in place. */
export function BookAudition(props: BookAuditionProps) {
  const { application, casterName, casterEmail, url, calLink, theme, brandColor, lang, className, style } = props;
  const place = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<string>();
  // What may change with every rendering must not open the frame anew.
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    let frame: Frame | undefined;
    let gone = false;
    const { getToken } = latest.current;
    Promise.all([loadCallboard(url), getToken?.(application.id)])
      .then(([script, token]) => {
        if (gone || !place.current) return;
        const tell = <Type extends keyof EmbedEvents>(type: Type) => (event: { data: EmbedEvents[Type] }) => {
          const { onBookingComplete, onEvent } = latest.current;
          if (type === 'bookingSuccessful') onBookingComplete?.(event.data as BookingData);
          onEvent?.(type, event.data);
        };
        const told: (keyof EmbedEvents)[] = ['ready', 'slotSelected', 'bookingSuccessful', 'bookingRescheduled', 'bookingCancelled', 'resize', 'failed'];
        const talentName = application.talent?.name;
        const castingCallTitle = application.castingCall?.title;
        frame = script.inline({
          element: place.current, link: calLink, token, theme, brand: brandColor, lang,
          prefill: { name: casterName, email: casterEmail },
          metadata: { applicationId: application.id, ...(talentName && { talentName }), ...(castingCallTitle && { castingCallTitle }), ...latest.current.metadata },
          on: Object.fromEntries(told.map((type) => [type, tell(type)])),
        });
        setProblem(undefined);
      })
      .catch((error: unknown) => !gone && setProblem(error instanceof Error ? error.message : String(error)));
    return () => {
      gone = true;
      frame?.remove();
    };
  }, [url, calLink, application.id, casterName, casterEmail, theme, brandColor, lang]);
  return (
    <div className={className} style={style}>
      {problem && <p role="alert">{problem}</p>}
      <div ref={place} />
    </div>
  );
}
