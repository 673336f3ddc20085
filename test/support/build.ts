import { execFileSync } from 'node:child_process';

/** Child-process tests and the mail template need the built tree: build it once before any test. */
export default function build(): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}
