/** The `place` under which what the API announces of its end is reported among reloads. */
export const API_PLACE = 'api';
