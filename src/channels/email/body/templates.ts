import type { TemplateKind } from '../../../config/schema/plugins.js';

/** The mail's two parts, which a `templates:` folder may replace; only a folder that does has them judged. */
export const mailTemplates = {
  'email.html': {
    file: 'dist/templates/email.html',
    fault: async (source) => (await import('./bodies.js')).htmlFault(source),
  },
  'email.txt.liquid': {
    file: 'templates/email.txt.liquid',
    fault: async (source) => (await import('./bodies.js')).textFault(source),
  },
} as const satisfies Record<string, TemplateKind>;
