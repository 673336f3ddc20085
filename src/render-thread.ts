import { answerAsPress } from './printing.js';

answerAsPress();
