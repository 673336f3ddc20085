/** A place in the document's structure tree, for readers that do not see the page. Siblings stand in order of first use. */
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
    | 'Figure';
  readonly parent: Tag | null;
  /** What a figure shows. */
  readonly alt?: string;
}

export const ROOT: Tag = { type: 'Document', parent: null };

export function under(parent: Tag, type: Exclude<Tag['type'], 'Document' | 'Figure'>): Tag {
  return { type, parent };
}

export function figure(alt: string): Tag {
  return { type: 'Figure', parent: ROOT, alt };
}
