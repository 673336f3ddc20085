import { Layout, type PageFrame } from '../parts/layout.js';

interface LoginProps {
  readonly frame: PageFrame;
  /** Where to go on to. */
  readonly next: string;
  readonly problem: string | null;
}

export const LoginPage = ({ frame, next, problem }: LoginProps) => (
  <Layout frame={frame} title="Sign in">
    <h1>Sign in</h1>
    {problem !== null && (
      <p class="said problem" role="alert">
        {problem}
      </p>
    )}
    <form method="post" action="/login" class="login">
      <input type="hidden" name="next" value={next} />
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required />
      <button type="submit" class="main">
        Sign in
      </button>
    </form>
    <p class="note">It is set as server.password or server.passwordFile in the configuration.</p>
  </Layout>
);
