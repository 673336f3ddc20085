import type { Preview } from '../../run/commands/preview.js';
import { buttons } from '../models/actions.js';
import { ActionForm } from '../parts/action.js';
import { Layout, type PageFrame } from '../parts/layout.js';
import type { Task } from '../tasks.js';
import { fileSize } from '../words/counts.js';
import { agoText } from '../words/times.js';

interface PreviewProps {
  readonly frame: PageFrame;
  readonly id: string;
  readonly title: string;
  readonly task: Task<Preview> | null;
  readonly now: number;
}

export const PreviewPage = ({ frame, id, title, task, now }: PreviewProps) => (
  <Layout frame={frame} title={`Preview of ${title}`} here="/" reload={task?.state === 'running' ? 2 : null}>
    <div class="crumbs">
      <a href={`/digests/${id}`}>{title}</a>
    </div>
    <h1>{`Preview of ${title}`}</h1>
    <PreviewState task={task} id={id} now={now} />
    {task?.state !== 'running' && (
      <div class="fields">
        <ActionForm visitor={frame.visitor} action={buttons.preview(id, title)} />
      </div>
    )}
  </Layout>
);

type StateProps = Pick<PreviewProps, 'task' | 'id' | 'now'>;

const PreviewState = ({ task, id, now }: StateProps) => {
  if (task === null) return <p class="facts">No preview is at hand.</p>;
  if (task.state === 'running')
    return (
      <p class="facts" role="status">
        It is being made. <a href={`/digests/${id}/preview`}>Look again</a>
      </p>
    );
  if (task.state === 'failed') return <p class="said problem">{task.message}</p>;
  const { files, gaps } = task.value;
  const path = (name: string) =>
    `/digests/${id}/preview/${name.split('/').map(encodeURIComponent).join('/')}`;
  const mail = files.find(({ name }) => name.endsWith('digest.html'));
  return (
    <>
      <p class="facts">{`Made ${agoText(task.at, now)} as it would be now; nothing was sent.`}</p>
      {gaps.map((gap) => (
        <p class="attention">{gap}</p>
      ))}
      {mail && <iframe src={path(mail.name)} title="The mail" sandbox=""></iframe>}
      <ul class="files columns">
        {files.map(({ name, bytes }) => (
          <li>
            <a href={path(name)}>{name}</a> <span class="dim">{fileSize(bytes.length)}</span>
          </li>
        ))}
      </ul>
    </>
  );
};
