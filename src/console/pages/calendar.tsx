import type { CalendarDay } from '../models/calendar.js';
import { Layout, type PageFrame } from '../parts/layout.js';

interface CalendarProps {
  readonly frame: PageFrame;
  readonly days: readonly CalendarDay[];
}

export const CalendarPage = ({ frame, days }: CalendarProps) => (
  <Layout frame={frame} title="Calendar" here="/calendar">
    <h1>Two weeks</h1>
    <p class="facts">{`When digests are due, in ${frame.zone}`}</p>
    <section aria-label="Days">
      {days.map(({ name, notes, slots }) => (
        <div class={slots.length === 0 ? 'day off' : 'day'}>
          <h2>
            {name}
            {notes.map((note) => (
              <div class="dim">{note}</div>
            ))}
          </h2>
          {slots.length === 0 ? (
            <span class="dim">nothing is due</span>
          ) : (
            <ul>
              {slots.map(({ time, digest, title, notes: about, off }) => (
                <li>
                  <span class={off ? 'dim' : undefined}>{time}</span>{' '}
                  <a href={`/digests/${digest}`}>{title}</a>
                  {about.length > 0 && <span class="dim">{` · ${about.join('; ')}`}</span>}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </section>
  </Layout>
);
