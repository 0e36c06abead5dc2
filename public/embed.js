// Callboard inside another website: a booking page inline, in a dialog, or behind a floating button. One file, nothing else is fetched;
// what happens inside comes as messages from the frame, believed only from our own origin and from that very frame. docs/embed.md.
(() => {
	'use strict';
	const home = new URL(document.currentScript.src).origin;
	const EVENTS = ['ready', 'slotSelected', 'bookingSuccessful', 'bookingRescheduled', 'bookingCancelled', 'resize', 'failed'];
	const WORDS = { en: ['Book', 'Close', 'Booking'], ar: ['احجز', 'إغلاق', 'الحجز'] };
	const frames = new Map();
	const ears = {};
	let number = 0;

	const tell = (list, type, data, frame) => (list[type] || []).concat(list['*'] || []).forEach((ear) => ear({ type, data, frame }));

	function listen(list, type, ear) {
		if (type !== '*' && !EVENTS.includes(type)) throw new Error(`Callboard has no event ${type}`);
		(list[type] = list[type] || []).push(ear);
		return () => { list[type] = list[type].filter((one) => one !== ear); };
	}

	addEventListener('message', ({ origin, source, data: message }) => {
		const frame = origin === home && message && message.source === 'callboard' && frames.get(source);
		if (!frame || !EVENTS.includes(message.type)) return;
		const { type, data } = message;
		if (type === 'resize' && frame.grows) frame.iframe.style.height = `${Math.min(20000, Math.max(0, Number(data.height) || 0))}px`;
		tell(frame.ears, type, data, frame);
		tell(ears, type, data, frame);
		frame.element.dispatchEvent(new CustomEvent(`callboard:${type}`, { detail: data, bubbles: true }));
	});

	function address(options) {
		const link = String(options.link || '').split('/').map((part) => part.trim());
		if (link.length !== 2 || link.some((part) => !/^[\w-]+$/.test(part))) throw new Error('Callboard: link is "organisation/event-type"');
		const url = new URL(`/embed/${link.join('/')}`, home);
		const query = url.searchParams;
		const add = (name, value) => {
			if (Array.isArray(value)) value.forEach((one) => add(name, one));
			else if (value !== undefined && value !== null && value !== '') query.append(name, value);
		};
		for (const [name, value] of Object.entries(options.prefill || {})) add(name, name === 'guests' ? [].concat(value).join(',') : value);
		for (const [name, value] of Object.entries(options.metadata || {})) add(`metadata[${name}]`, value);
		for (const name of ['token', 'theme', 'month', 'day', 'zone', 'minutes', 'way', 'private']) add(name === 'private' ? 'link' : name, options[name]);
		add('brand', options.brand);
		add('lang', language(options));
		add('origin', location.origin);
		return url.href;
	}

	const language = ({ lang }) => [lang, document.documentElement.lang].map((one) => String(one || '').slice(0, 2)).find((one) => WORDS[one]);
	const words = (options) => WORDS[language(options)] || WORDS.en;
	const dir = (options) => options.dir || (language(options) === 'ar' ? 'rtl' : document.documentElement.dir || 'ltr');

	function open(element, options, grows) {
		const iframe = document.createElement('iframe');
		const frame = { iframe, element, grows, ears: {}, on: (type, ear) => listen(frame.ears, type, ear), remove };
		for (const [type, ear] of Object.entries(options.on || {})) frame.on(type, ear);
		iframe.title = options.title || words(options)[2];
		iframe.allow = 'clipboard-write';
		Object.assign(iframe.style, { width: '100%', border: '0', display: 'block', height: grows ? '40rem' : '100%', colorScheme: options.theme || 'light dark' });
		iframe.name = `callboard-${++number}`;
		iframe.src = address(options);
		element.append(iframe);
		frames.set(iframe.contentWindow, frame);
		function remove() {
			frames.forEach((one, source) => one === frame && frames.delete(source));
			iframe.remove();
		}
		return frame;
	}

	const found = (element) => {
		const node = typeof element === 'string' ? document.querySelector(element) : element;
		if (!node) throw new Error('Callboard: there is no such element');
		return node;
	};

	function inline(options) {
		const element = found(options.element);
		element.dir = dir(options);
		return open(element, options, true);
	}

	function popup(options) {
		const dialog = document.createElement('dialog');
		const close = document.createElement('button');
		dialog.dir = dir(options);
		dialog.setAttribute('aria-label', options.title || words(options)[2]);
		Object.assign(dialog.style, { width: 'min(64rem, 100vw)', maxWidth: '100vw', height: 'min(52rem, 100dvh)', maxHeight: '100dvh', padding: '0', border: '0', borderRadius: '12px', overflow: 'hidden' });
		close.type = 'button';
		close.textContent = '✕';
		close.setAttribute('aria-label', words(options)[1]);
		Object.assign(close.style, { position: 'absolute', insetBlockStart: '0', insetInlineEnd: '0', width: '44px', height: '44px', border: '0', background: 'none', color: 'GrayText', font: '16px/1 system-ui', cursor: 'pointer' });
		dialog.append(close);
		document.body.append(dialog);
		const before = document.activeElement;
		const frame = open(dialog, options, false);
		frame.close = () => dialog.close();
		close.addEventListener('click', frame.close);
		dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
		dialog.addEventListener('close', () => {
			frame.remove();
			dialog.remove();
			if (before && before.focus) before.focus();
		});
		dialog.showModal();
		return frame;
	}

	function floating(options) {
		const button = document.createElement('button');
		const brand = /^#?([\da-f]{3}|[\da-f]{6})$/i.test(options.brand || '') ? `#${options.brand.replace('#', '')}` : '#1f5c45';
		button.type = 'button';
		button.dir = dir(options);
		button.textContent = options.label || words(options)[0];
		Object.assign(button.style, { position: 'fixed', insetBlockEnd: '24px', [options.position === 'start' ? 'insetInlineStart' : 'insetInlineEnd']: '24px', zIndex: '2147483000', minHeight: '48px', padding: '0 24px', border: '0', borderRadius: '24px', background: brand, color: light(brand) ? '#000' : '#fff', font: '600 16px/1 system-ui, sans-serif', boxShadow: '0 2px 12px rgb(0 0 0 / .25)', cursor: 'pointer' });
		button.addEventListener('click', () => popup(options));
		document.body.append(button);
		return { element: button, remove: () => button.remove() };
	}

	// Whether black is read better on it than white (relative luminance of WCAG).
	function light(hex) {
		const digits = hex.length === 4 ? [...hex.slice(1)].map((one) => one + one) : hex.slice(1).match(/../g);
		const [r, g, b] = digits.map((pair) => parseInt(pair, 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
		return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179;
	}

	const read = (text) => {
		try { return JSON.parse(text || '{}'); } catch { console.error('Callboard: not JSON:', text); return {}; }
	};
	const said = ({ dataset: d, dir: own }, link) => ({
		link, token: d.token, theme: d.theme, brand: d.brand, lang: d.lang, dir: own, title: d.title, month: d.month, day: d.day,
		label: d.label, position: d.position, prefill: read(d.prefill), metadata: read(d.metadata),
	});

	function scan() {
		for (const element of document.querySelectorAll('[data-callboard]:not([data-callboard-open])')) {
			element.dataset.callboardOpen = '';
			inline({ ...said(element, element.dataset.callboard), element });
		}
		for (const element of document.querySelectorAll('[data-callboard-floating]:not([data-callboard-open])')) {
			element.dataset.callboardOpen = '';
			floating(said(element, element.dataset.callboardFloating));
		}
	}

	document.addEventListener('click', (event) => {
		const element = event.target instanceof Element && event.target.closest('[data-callboard-popup]');
		if (!element) return;
		event.preventDefault();
		popup(said(element, element.dataset.callboardPopup));
	});

	const api = { inline, popup, floating, scan, on: (type, ear) => listen(ears, type, ear), push: ([what, ...rest]) => api[what](...rest) };
	const waiting = Array.isArray(window.Callboard) ? window.Callboard : [];
	window.Callboard = api;
	waiting.forEach(api.push);
	if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', scan);
	else scan();
})();
