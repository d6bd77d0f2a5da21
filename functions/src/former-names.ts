import { formerFunction } from './calls.ts';

/**
 * Calls that had a function of their own before they shared one. `TOLLGATE_FORMER_NAMES=on` deploys those
 * too, for one release: for clients that can't be deployed along with the functions.
 */
export const setSpendingLimit = formerFunction('setSpendingLimit');
export const getUsage = formerFunction('getUsage');
export const updateProfile = formerFunction('updateProfile');
export const markNoticesRead = formerFunction('markNoticesRead');
export const exportData = formerFunction('exportData');
export const deleteAccount = formerFunction('deleteAccount');
export const canPerform = formerFunction('canPerform');
export const getActivity = formerFunction('getActivity');
export const getResult = formerFunction('getResult');
export const createApiKey = formerFunction('createApiKey');
export const listApiKeys = formerFunction('listApiKeys');
export const revokeApiKey = formerFunction('revokeApiKey');
export const createCheckout = formerFunction('createCheckout');
export const removeCreditsFromUser = formerFunction('removeCreditsFromUser');
export const refundActivity = formerFunction('refundActivity');
export const undoCreditEntry = formerFunction('undoCreditEntry');
export const setUserTier = formerFunction('setUserTier');
export const resetUserLimits = formerFunction('resetUserLimits');
export const revokeUserApiKeys = formerFunction('revokeUserApiKeys');
export const addUserNote = formerFunction('addUserNote');
export const setStaffRole = formerFunction('setStaffRole');
export const getAbuseRecords = formerFunction('getAbuseRecords');
export const resolveAbuse = formerFunction('resolveAbuse');
export const getSettings = formerFunction('getSettings');
export const reconcileUser = formerFunction('reconcileUser');
export const setAddressBlock = formerFunction('setAddressBlock');
