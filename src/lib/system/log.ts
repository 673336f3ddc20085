import { pino } from 'pino';
import { createRedactor, type Secret } from '../secret.js';
import { cleanLine } from '../text/foreign.js';
import { mapStrings } from '../text/map-strings.js';

export type LogLevel = 'info' | 'warn' | 'error';

/** The log for operators; `fields` are written in JSON only. */
export interface Log {
  write(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface LogOptions {
  /** `text`, or `json` with one object per line. */
  readonly form: 'text' | 'json';
  readonly write: (line: string) => void;
  readonly now: () => number;
  /** Redacted in messages and fields. */
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
      // Before it is serialized: JSON escapes change how a secret looks.
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
