/**
 * What a page of ours may do in a browser: show itself. No script runs, nothing is fetched, nothing is sent, whatever
 * text got into it.
 */
export const CONTENT_SECURITY =
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; ` +
  `img-src data:; font-src data:; base-uri 'none'; form-action 'none'">`;
