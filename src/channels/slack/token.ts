const NOT_BOT: Readonly<Record<string, string>> = {
  xapp: 'an app-level token',
  xoxp: 'a user’s token',
  xoxa: 'a workspace token',
  xoxr: 'a refresh token',
  xoxs: 'a session token',
  xoxc: 'a session token',
  xoxd: 'a session cookie',
};

/** What is plainly no bot token of Slack, or null. The message never repeats any of it. */
export function slackTokenFault(token: string): string | null {
  if (/^https:\/\/hooks\.slack\.com\//i.test(token))
    return 'is the address of an incoming webhook; a bot token is wanted: xoxb-…, from OAuth & Permissions of your Slack app';
  const other = NOT_BOT[token.slice(0, 4)];
  if (other !== undefined && token[4] === '-')
    return `is ${other} (${token.slice(0, 4)}-…); a bot token is wanted: xoxb-…, from OAuth & Permissions of your Slack app`;
  return addressFault(token);
}

function addressFault(token: string): string | null {
  if (/^[a-z]+:\/\//i.test(token)) return 'is an address, not a token';
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(token) ? 'is an e-mail address, not a token' : null;
}
