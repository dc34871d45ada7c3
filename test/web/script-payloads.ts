/** What would run, or break out of where it stands, if a text were taken for more than a text. */
export const PAYLOADS = [
  '</script><script>window.ran = 1</script>',
  '<!--<script>window.ran = 2',
  '<img src=x onerror="window.ran = 3">',
  '"><svg onload=window.ran=4>',
  "'; window.ran = 5; //",
  '</title></style><script>window.ran = 6</script>',
  '\u2028window.ran = 7\u2029',
  '&lt;script&gt;window.ran = 8&lt;/script&gt;',
];
