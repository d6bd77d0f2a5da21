import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent. */
const pine: MantineColorsTuple = [
  '#eaf6f2',
  '#d3ebe4',
  '#a6d7c9',
  '#75c2ad',
  '#4cb096',
  '#2f9f84',
  '#1f8a71',
  '#17735e',
  '#115c4b',
  '#0b4538',
];

/** Warm greys: paper by day, charcoal by night. */
const gray: MantineColorsTuple = [
  '#faf9f7',
  '#f3f2ee',
  '#e8e6e1',
  '#dad7d0',
  '#bfbbb2',
  '#989389',
  '#69645b',
  '#55514a',
  '#3b3833',
  '#24221f',
];

const dark: MantineColorsTuple = [
  '#e6e4df',
  '#c9c6bf',
  '#a19d95',
  '#75716a',
  '#3f3d38',
  '#302e2a',
  '#22211e',
  '#181715',
  '#121110',
  '#0c0b0a',
];

/** What lies above the page has the colour of its cards. */
const raised = {
  content: { background: 'var(--tollgate-surface)' },
  header: { background: 'var(--tollgate-surface)' },
  title: { fontWeight: 620 },
};

const closable = {
  closeButtonProps: { 'aria-label': 'Close' },
  // Its header is no banner: the page has one.
  attributes: { header: { role: 'presentation' } },
};

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: 7,
  autoContrast: true,
  colors: { pine, gray, dark },
  white: '#ffffff',
  black: '#1f1d1a',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, monospace",
  headings: {
    fontWeight: '640',
    sizes: { h1: { fontSize: '1.5rem', lineHeight: '1.25' }, h2: { fontSize: '1.0625rem' } },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Modal: { defaultProps: closable, styles: raised },
    Drawer: { defaultProps: closable, styles: raised },
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': gray[0],
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-error': '#a1241c',
    '--mantine-color-default-border': gray[3],
    '--mantine-color-placeholder': '#8a857b',
    '--tollgate-surface': '#ffffff',
    '--tollgate-line': gray[2],
    '--tollgate-quiet': gray[1],
    '--tollgate-accent-text': pine[7],
    '--tollgate-accent-strong': pine[8],
    '--tollgate-accent-soft': '#e2f1ec',
    '--tollgate-danger': '#a1241c',
    '--tollgate-danger-soft': '#fdeceb',
    '--tollgate-warn': '#7a5300',
    '--tollgate-warn-soft': '#fbf2dd',
  },
  dark: {
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-error': '#ffa79d',
    '--mantine-color-pine-light': '#16352c',
    '--mantine-color-pine-light-hover': '#1a4035',
    '--mantine-color-pine-light-color': '#8fd3be',
    '--mantine-color-default-border': dark[4],
    '--tollgate-surface': '#1f1e1b',
    '--tollgate-line': dark[5],
    '--tollgate-quiet': '#262521',
    '--tollgate-accent-text': pine[3],
    '--tollgate-accent-strong': '#8fd3be',
    '--tollgate-accent-soft': '#16352c',
    '--tollgate-danger': '#ffa79d',
    '--tollgate-danger-soft': '#3a1f1c',
    '--tollgate-warn': '#e5c171',
    '--tollgate-warn-soft': '#322914',
  },
});
