// Runs on our own pages when another website shows them in a frame: tells that website what happens, in our dialect or Cal.com's, and keeps
// the frame's signed context in every address, because browsers keep no cookies there. docs/embed.md, docs/cal-com.md.
(() => {
	'use strict';
	const root = document.documentElement;
	const { origin, calcom } = JSON.parse(root.dataset.frame);
	const isCalcom = typeof calcom === 'string';
	const context = new URL(location.href).searchParams.get('frame');
	if (window.parent === window) return;

	const send = (message) => window.parent.postMessage(message, origin);
	const own = (type, data = {}) => send({ source: 'callboard', type, data });
	const cal = (type, data = {}) => send({ originator: 'CAL', type, namespace: calcom, fullType: `CAL:${calcom}:${type}`, data });

	// What the server answered: an error page is a failure, a form shown again with its faults is not.
	const entry = performance.getEntriesByType('navigation')[0];
	const status = (entry && entry.responseStatus) || 200;
	const failed = status >= 400 && ![409, 422, 429].includes(status);

	// ---- addresses --------------------------------------------------------------------------------------------------------------
	const stays = (url) => url.origin === location.origin && /^\/(book|r|embed)\//.test(url.pathname) && !url.pathname.endsWith('.ics');
	const carry = (address) => {
		const url = new URL(address, location.href);
		if (stays(url)) url.searchParams.set('frame', context);
		return url;
	};
	addEventListener('click', (event) => {
		const link = event.target instanceof Element && event.target.closest('a[href]');
		if (!link || link.getAttribute('href').startsWith('#')) return;
		const url = carry(link.href);
		if (stays(url)) link.href = url.href;
		else if (!url.pathname.endsWith('.ics')) Object.assign(link, { target: '_blank', rel: 'noopener' });
	}, true);
	addEventListener('submit', (event) => {
		const { target: form, submitter } = event;
		if (form.method === 'get') {
			if (!form.elements.namedItem('frame')) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'frame', value: context }));
			return;
		}
		form.action = carry(form.getAttribute('action') || '').href;
		if (submitter && submitter.hasAttribute('formaction')) submitter.formAction = carry(submitter.getAttribute('formaction')).href;
	}, true);
	// A dialog that is closed leads to an address too.
	document.querySelectorAll('dialog[data-close]').forEach((dialog) => { dialog.dataset.close = carry(dialog.dataset.close).href; });

	// ---- height -----------------------------------------------------------------------------------------------------------------
	let height = 0;
	let first = true;
	function measure() {
		const now = Math.ceil(document.body.getBoundingClientRect().height);
		if (!now || Math.abs(now - height) < 1) return;
		height = now;
		if (isCalcom) cal('__dimensionChanged', { iframeHeight: height, iframeWidth: Math.ceil(document.body.getBoundingClientRect().width), isFirstTime: first });
		else own('resize', { height });
		first = false;
	}

	// ---- news -------------------------------------------------------------------------------------------------------------------
	const news = document.getElementById('frame-news');
	const told = news && JSON.parse(news.dataset.news);
	function announce({ type, data }) {
		if (!isCalcom) return own(type, data);
		const booking = {
			uid: data.bookingId, title: data.title, startTime: data.start, endTime: data.end, eventTypeId: data.calcomEventTypeId,
			status: data.calcomStatus, paymentRequired: false, isRecurring: false,
		};
		const organizer = { name: data.organization, email: '', timeZone: data.timeZone };
		const eventType = { id: data.calcomEventTypeId, title: data.title, length: data.minutes };
		const older = { booking, eventType, date: data.start, duration: data.minutes, organizer, confirmed: data.calcomStatus === 'ACCEPTED' };
		if (type === 'bookingSuccessful') {
			cal('bookingSuccessfulV2', { ...booking, ...(data.videoUrl && { videoCallUrl: data.videoUrl }) });
			cal('bookingSuccessful', older);
		} else if (type === 'bookingRescheduled') {
			cal('rescheduleBookingSuccessfulV2', booking);
			cal('rescheduleBookingSuccessful', older);
		} else {
			cal('bookingCancelled', { booking, organizer, eventType });
		}
	}
	document.addEventListener('change', ({ target }) => {
		if (target instanceof HTMLInputElement && target.name === 'start' && !isCalcom) own('slotSelected', { start: target.value });
	});

	// ---- instructions of a page written for Cal.com --------------------------------------------------------------------------------
	const colour = (text) => (/^#([\da-f]{3}|[\da-f]{6})$/i.test(text || '') ? text : null);
	function dress(ui) {
		if (['light', 'dark'].includes(ui.theme)) root.style.colorScheme = ui.theme;
		else if (ui.theme === 'auto') root.style.colorScheme = '';
		const dark = (root.style.colorScheme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
		const vars = (ui.cssVarsPerTheme || {})[dark ? 'dark' : 'light'] || {};
		const styles = ui.styles || {};
		const brand = colour(vars['cal-brand']) || colour(styles.branding && styles.branding.brandColor);
		if (brand) root.style.setProperty('--brand', brand);
		const paper = styles.body && (styles.body.background === 'transparent' ? 'transparent' : colour(styles.body.background));
		if (paper) root.style.background = paper;
		if (typeof ui.hideEventTypeDetails === 'boolean') root.toggleAttribute('data-bare', ui.hideEventTypeDetails);
		measure();
	}
	// What was said on one page holds for the next; where the browser keeps nothing, the website says it again.
	const key = `callboard-ui ${calcom}`;
	const kept = () => { try { return JSON.parse(sessionStorage.getItem(key)) || {}; } catch { return {}; } };
	const keep = (ui) => { try { sessionStorage.setItem(key, JSON.stringify({ ...kept(), ...ui })); } catch { /* nothing is kept */ } };
	addEventListener('message', ({ source, origin: from, data }) => {
		if (!isCalcom || source !== window.parent || from !== origin || !data || data.originator !== 'CAL') return;
		if (data.method === 'ui' && data.arg) {
			keep(data.arg);
			dress(data.arg);
		} else if (data.method === 'parentKnowsIframeReady') {
			measure();
			if (!failed) cal('linkReady');
		}
	});
	addEventListener('keydown', ({ key: pressed, defaultPrevented }) => {
		if (isCalcom && pressed === 'Escape' && !defaultPrevented && !document.querySelector('dialog[open]')) cal('__closeIframe');
	});

	// ---- begin ------------------------------------------------------------------------------------------------------------------
	function begin() {
		if (isCalcom) dress(kept());
		if (isCalcom) cal('__iframeReady', { isPrerendering: false });
		measure();
		new ResizeObserver(measure).observe(document.body);
		if (failed) {
			if (isCalcom) cal('linkFailed', { code: String(status), msg: document.title, data: { url: location.origin + location.pathname } });
			else own('failed', { code: String(status) });
		} else if (!isCalcom) {
			own('ready', { path: location.pathname });
		} else if (document.querySelector('.picker')) {
			const [, , , slug] = location.pathname.split('/');
			cal('bookerViewed', { eventSlug: slug });
			cal('bookerReady', { eventSlug: slug });
		} else {
			cal('__routeChanged');
		}
		if (told) {
			announce(told);
			// Shown again, it is no news.
			const url = new URL(location.href);
			url.searchParams.delete('said');
			history.replaceState(history.state, '', url);
		}
	}
	if (document.readyState === 'loading') addEventListener('DOMContentLoaded', begin);
	else begin();
	addEventListener('load', () => isCalcom && cal('__windowLoadComplete'));
})();
