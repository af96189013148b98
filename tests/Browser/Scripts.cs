namespace MyArch.Testing;

/// <summary>What is measured inside the browser.</summary>
internal static class Scripts
{
    /// <summary>Sums up how far things jumped without anybody touching them, as https://web.dev/articles/cls defines it for one session window.</summary>
    public const string WatchLayout = """
        window.layoutShift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            window.layoutShift += entry.hadRecentInput ? 0 : entry.value;
          }
        }).observe({ type: 'layout-shift', buffered: true });
        """;

    /// <summary>
    /// Texts whose contrast against what is behind them is below AA: 4.5, or 3 if they are large (https://www.w3.org/TR/WCAG22/#contrast-minimum).
    /// What is disabled is exempt.
    /// </summary>
    public const string PoorContrast = """
        () => {
          const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
          const luminance = ([r, g, b]) => [r, g, b].map((value) => value / 255)
            .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
            .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
          const behind = (element) => {
            for (let at = element; at; at = at.parentElement) {
              const colour = channels(getComputedStyle(at).backgroundColor);
              if (colour.length === 3 || colour[3] > 0) {
                return colour;
              }
            }
            return [255, 255, 255];
          };
          const poor = [];
          for (const element of document.querySelectorAll('body *')) {
            const style = getComputedStyle(element);
            const box = element.getBoundingClientRect();
            const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
            if (!hasText || box.width < 2 || style.visibility !== 'visible' || element.closest(':disabled, [aria-disabled=true], noscript')) {
              continue;
            }
            const [one, other] = [luminance(channels(style.color)), luminance(behind(element))];
            const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
            const size = parseFloat(style.fontSize);
            const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
            if (ratio < (isLarge ? 3 : 4.5)) {
              poor.push(`${element.textContent.trim().slice(0, 40)}: ${ratio.toFixed(2)}`);
            }
          }
          return poor;
        }
        """;

    /// <summary>How many stops the Tab key should make.</summary>
    public const string CountFocusable = """
        () => [...document.querySelectorAll('a[href], button, input, textarea')]
          .filter((element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true })).length
        """;

    /// <summary>What has the focus: what a screen reader would call it, and whether the focus can be seen.</summary>
    public const string Focused = """
        () => {
          const element = document.activeElement;
          const style = getComputedStyle(element);
          const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
          const box = element.getBoundingClientRect();
          return {
            element: element === document.body ? '' : element.id || element.className || element.tagName,
            name: label.trim(),
            isSeen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.top < innerHeight,
          };
        }
        """;
}
