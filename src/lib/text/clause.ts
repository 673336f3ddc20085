/** A clause as a sentence: `check the port` gives `Check the port.` */
export const asSentence = (clause: string): string => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
