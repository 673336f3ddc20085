import { answerAsPress } from './press.js';

answerAsPress();
