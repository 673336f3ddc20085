import { everyPoint } from '../every-point.js';
import { alertFaults, tryEpisode, type Word } from './trial.js';

/** Ends the check about this word at each of its points. */
export const everyPointAbout = (word: Word): Promise<void> =>
  everyPoint({
    what: `the check about ${word}`,
    least: 60,
    tryEnding: (at, signal) => tryEpisode(word, at, signal),
    faultsOf: alertFaults,
  });
