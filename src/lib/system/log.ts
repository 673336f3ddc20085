import { pino } from 'pino';
import { createRedactor, type Secret } from '../secret.js';
import { cleanLine } from '../text/foreign.js';
import { mapStrings } from '../text/map-strings.js';

export type LogLevel = 'info' | 'warn' | 'error';

/** Lines for operators; what happened first, then what a program may want of it. */
export interface Log {
  write(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface LogOptions {
  /** `text` for people, `json` for programs: one object a line. */
  readonly form: 'text' | 'json';
  readonly write: (line: string) => void;
  readonly now: () => number;
  /** Printed nowhere. */
  readonly secrets: () => readonly Secret[];
}

export function createLog({ form, write, now, secrets }: LogOptions): Log {
  const logger = pino(
    {
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
    },
    { write: (line) => write(form === 'json' ? line : asText(line)) },
  );
  return {
    write(level, message, fields = {}) {
      const redact = createRedactor(secrets());
      // Before it is written as JSON, where a secret has another form.
      const clean = (text: string) => redact(cleanLine(redact(text)));
      logger[level](mapStrings(fields, clean), clean(message));
    },
  };
}

/** `2026-11-23T07:00:01.214Z info  weekly-support: completed, delivered` */
function asText(line: string): string {
  const { time, level, message } = JSON.parse(line) as Record<'time' | 'level' | 'message', string>;
  return `${time} ${level.padEnd(5)} ${message}\n`;
}
