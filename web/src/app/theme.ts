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

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 4 },
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
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': gray[0],
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-default-border': gray[3],
    '--mantine-color-placeholder': '#8a857b',
    '--tollgate-surface': '#ffffff',
    '--tollgate-line': gray[2],
    '--tollgate-quiet': gray[1],
    '--tollgate-accent-text': pine[7],
  },
  dark: {
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-default-border': dark[4],
    '--tollgate-surface': '#1f1e1b',
    '--tollgate-line': dark[5],
    '--tollgate-quiet': '#262521',
    '--tollgate-accent-text': pine[3],
  },
});
