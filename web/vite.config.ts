// How the page is built. Everything it loads lies beside it: nothing comes from elsewhere.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../node_modules/.cache/vite',
  plugins: [react()],
  build: {
    outDir: process.env.PAGE_DIR ?? 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // light-dark() follows the theme that is chosen; written for older browsers it would follow the machine's.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
    reportCompressedSize: false,
    // The frame, Today and all they use are one file: fifty small ones arrive later than one.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'first', test: /web\/(main|pages\/(shell\/shell|today\/today-page))\.tsx$/ }],
        },
      },
    },
  },
  // For work on the page itself: `npx vite web` beside a server on its usual port, or at the address that SERVER names.
  server: {
    proxy: {
      '^/(v1|docs|feeds|invitations|password-reset|client|words)': {
        target: process.env.SERVER ?? 'http://localhost:3000',
        ws: true,
      },
    },
  },
})
