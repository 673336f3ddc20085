/** A node of the document's structure tree, for screen readers. Siblings are in order of first use. */
export interface Tag {
  readonly type:
    | 'Document'
    | 'H1'
    | 'H2'
    | 'P'
    | 'L'
    | 'LI'
    | 'LBody'
    | 'Table'
    | 'TR'
    | 'TH'
    | 'TD'
    | 'Figure'
    | 'Link';
  readonly parent: Tag | null;
  /** Whether a header cell heads a column or a row. */
  readonly scope?: 'Column' | 'Row';
  /** Alternative text of a figure. */
  readonly alt?: string;
}

export const ROOT: Tag = { type: 'Document', parent: null };

export function under(parent: Tag, type: Exclude<Tag['type'], 'Document' | 'Figure' | 'TH'>): Tag {
  return { type, parent };
}

export function header(parent: Tag, scope: 'Column' | 'Row'): Tag {
  return { type: 'TH', parent, scope };
}

export function figure(alt: string): Tag {
  return { type: 'Figure', parent: ROOT, alt };
}
