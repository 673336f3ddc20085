import { Layout, type PageFrame } from '../parts/layout.js';

/** A page that says one thing: what is not there, or what was refused. */
export const MessagePage = ({
  frame,
  title,
  text,
}: {
  readonly frame: PageFrame;
  readonly title: string;
  readonly text: string;
}) => (
  <Layout frame={frame} title={title}>
    <h1>{title}</h1>
    <p>{text}</p>
    <p>
      <a href="/">Overview</a>
    </p>
  </Layout>
);
