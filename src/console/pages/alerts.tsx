import type { AlertLine } from '../models/overview.js';
import { AlertTable } from '../parts/alert-table.js';
import { Layout, type PageFrame } from '../parts/layout.js';

export const AlertsPage = ({
  frame,
  alerts,
}: {
  readonly frame: PageFrame;
  readonly alerts: readonly AlertLine[];
}) => (
  <Layout frame={frame} title="Alerts" here="/alerts" reload={60}>
    <h1>Alerts</h1>
    <AlertTable alerts={alerts} visitor={frame.visitor} />
  </Layout>
);
