// Every check of links is on, and an error. Pages are MDX, which is the default for `.md`, too.
export default {
  title: 'Errors',
  url: 'https://example.com',
  baseUrl: '/',
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  markdown: { hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  presets: [
    ['classic', { docs: { path: 'pages', routeBasePath: '/' }, blog: false, pages: false, sitemap: false, debug: false }],
  ],
}
