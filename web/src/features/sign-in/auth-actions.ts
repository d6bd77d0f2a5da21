import {
  browserPopupRedirectResolver,
  createUserWithEmailAndPassword,
  GoogleAuthProvider,
  sendPasswordResetEmail,
  signInWithEmailAndPassword,
  signInWithPopup,
} from 'firebase/auth';
import { requireServices } from '../../shared/firebase.ts';

export const signIn = (email: string, password: string) =>
  signInWithEmailAndPassword(requireServices().auth, email, password);

export const signUp = (email: string, password: string) =>
  createUserWithEmailAndPassword(requireServices().auth, email, password);

export const resetPassword = (email: string) => sendPasswordResetEmail(requireServices().auth, email);

export const signInWithGoogle = () =>
  signInWithPopup(requireServices().auth, new GoogleAuthProvider(), browserPopupRedirectResolver);

export const offersGoogle = () => requireServices().config.googleSignIn;
