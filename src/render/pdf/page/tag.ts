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
  /** What a header cell is the header of. */
  readonly scope?: 'Column' | 'Row';
  /** What a figure shows. */
  readonly alt?: string;
}

export const ROOT: Tag = { type: 'Document', parent: null };

export function under(parent: Tag, type: Exclude<Tag['type'], 'Document' | 'Figure' | 'TH'>): Tag {
  return { type, parent };
}

/** A header cell of its row or its column. */
export function header(parent: Tag, scope: 'Column' | 'Row'): Tag {
  return { type: 'TH', parent, scope };
}

export function figure(alt: string): Tag {
  return { type: 'Figure', parent: ROOT, alt };
}
