((about, updated) => {
	// The server says that something changed, and nothing else; this page is read again at its own address, and what differs is put in place.
	let source, timer, opened = false, busy = false, last = 0, wait = 2000;
	const parts = () => [...document.querySelectorAll('[data-live]')];
	const key = (element) => element.id || element.getAttribute('href') || [element.form?.getAttribute('action'), element.name, element.value].join();
	const keep = (part, next) => {
		const was = part.querySelectorAll('details');
		next.querySelectorAll('details').forEach((details, at) => { if (was[at]?.open) details.open = true; });
		const held = part.contains(document.activeElement) ? key(document.activeElement) : undefined;
		return () => held === undefined || [...part.querySelectorAll('a[href], button, input, summary')].find((one) => key(one) === held)?.focus({ preventScroll: true });
	};
	const read = async () => {
		timer = undefined;
		// What is being carried is not drawn away under the hand.
		if (busy || document.body.classList.contains('carrying')) return soon(300);
		busy = true;
		last = Date.now();
		try {
			const answer = await fetch(location.href, { headers: { accept: 'text/html' }, redirect: 'error' });
			if (!answer.ok) return;
			const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
			let differs = false;
			for (const part of parts()) {
				const next = page.querySelector(`[data-live="${part.dataset.live}"]`);
				if (!next || next.innerHTML === part.innerHTML) continue;
				const back = keep(part, next);
				part.replaceChildren(...next.childNodes);
				back();
				differs = true;
			}
			const said = document.querySelector('[data-live-said]');
			if (differs && said) {
				said.textContent = '';
				requestAnimationFrame(() => { said.textContent = updated; });
			}
		} catch { /* The next event, or coming back to this tab, tries again. */ } finally {
			busy = false;
		}
	};
	const soon = (least = 0) => { timer ??= setTimeout(read, Math.max(least, last + 600 - Date.now(), 0)); };
	const open = () => {
		if (source || document.hidden) return;
		// What happened since the page was asked for is told at once.
		const age = opened ? 0 : Math.round(performance.now());
		source = new EventSource(`/live?about=${about}&age=${age}`);
		source.addEventListener('changed', () => soon());
		source.onopen = () => {
			if (opened) soon();
			opened = true;
			wait = 2000;
		};
		source.onerror = () => {
			if (source?.readyState !== EventSource.CLOSED) return;
			close();
			wait = Math.min(wait * 2, 60000);
			setTimeout(open, wait);
		};
	};
	const close = () => {
		source?.close();
		source = undefined;
	};
	document.addEventListener('visibilitychange', () => {
		if (document.hidden) return close();
		soon();
		open();
	});
	addEventListener('pagehide', close);
	addEventListener('pageshow', (event) => {
		if (!event.persisted) return;
		soon();
		open();
	});
	open();
})
