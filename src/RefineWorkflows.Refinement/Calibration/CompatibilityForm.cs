using System.Text;

namespace RefineWorkflows.Refinement.Calibration;

/// <summary>
/// The part of Unicode's NFKC (UAX 15) that turns up in what models write: full-width letters, ligatures, raised and
/// lowered digits, and Latin letters written with a separate accent; small letters only. The runtime's own normalisation is not used,
/// because with invariant globalisation it returns every text as it is.
/// </summary>
internal static class CompatibilityForm
{
    private static readonly Dictionary<char, string> Folded = new()
    {
        ['ﬀ'] = "ff", ['ﬁ'] = "fi", ['ﬂ'] = "fl", ['ﬃ'] = "ffi", ['ﬄ'] = "ffl", ['ﬅ'] = "st", ['ﬆ'] = "st",
        ['²'] = "2", ['³'] = "3", ['¹'] = "1", ['™'] = "tm", ['…'] = "...", ['‥'] = "..", ['\u00A0'] = " ", ['\u3000'] = " ",
    };

    /// <summary>By combining mark: base letters, and behind each the one letter for both.</summary>
    private static readonly Dictionary<char, string> Accents = new()
    {
        ['\u0300'] = "aàeèiìoòuù",
        ['\u0301'] = "aácćeéiínńoósśuúyýzź",
        ['\u0302'] = "aâeêiîoôuû",
        ['\u0303'] = "aãnñoõ",
        ['\u0308'] = "aäeëiïoöuüyÿ",
        ['\u030A'] = "aåuů",
        ['\u030C'] = "cčeěnňrřsšzž",
        ['\u0327'] = "cçsş",
    };

    public static string Of(string text)
    {
        var form = new StringBuilder(text.Length);
        foreach (char unit in text)
        {
            if (unit is >= '\uFF01' and <= '\uFF5E')
                form.Append((char)(unit - 0xFEE0));
            else if (unit is '\u2070' or (>= '\u2074' and <= '\u2079') or (>= '\u2080' and <= '\u2089'))
                form.Append((char)('0' + (unit % 16)));
            else if (Folded.TryGetValue(unit, out string? folded))
                form.Append(folded);
            else if (form.Length > 0 && Accents.TryGetValue(unit, out string? letters) && Composed(letters, form[^1]) is { } composed)
                form[^1] = composed;
            else
                form.Append(unit);
        }

        return form.ToString();
    }

    private static char? Composed(string letters, char letter)
    {
        for (int at = 0; at < letters.Length; at += 2)
        {
            if (letters[at] == letter)
                return letters[at + 1];
        }

        return null;
    }
}
