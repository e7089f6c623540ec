using System.Globalization;

namespace RefineWorkflows.Refinement.Backends.OpenAi;

/// <summary>What of OpenAI's images language one server understands. Begins with what most do; each refusal changes one thing.</summary>
/// <param name="Size">How the size is asked for.</param>
/// <param name="AsksForBase64">Whether it must be told not to answer with addresses; newer servers refuse to be told.</param>
/// <param name="ImageField">The name under which it takes the picture to edit.</param>
internal sealed record OpenAiImageDialect(OpenAiSizeForm Size, bool AsksForBase64, string ImageField)
{
    private const string ManyImages = "image[]";
    private const string OneImage = "image";

    private static readonly (int Width, int Height)[] Standard = [(1024, 1024), (1536, 1024), (1024, 1536)];

    public static OpenAiImageDialect Usual { get; } = new(OpenAiSizeForm.Exact, false, ManyImages);

    /// <summary>The next thing to try after a refusal; null when the refusal is about the picture itself.</summary>
    public OpenAiImageDialect? After(OpenAiProblem problem, bool edits)
    {
        if (AsksForBase64 && problem.IsAbout("response_format"))
            return null;
        if (Size != OpenAiSizeForm.LeftToTheServer && problem.IsAbout("size"))
            return this with { Size = Size + 1 };
        return edits && ImageField == ManyImages && problem.IsAbout(OneImage) ? this with { ImageField = OneImage } : null;
    }

    /// <summary>The fields of a request, all but the picture.</summary>
    /// <param name="model">The model; null leaves it to the server.</param>
    /// <param name="prompt">What to make.</param>
    /// <param name="negative">What not to show; null sends nothing.</param>
    /// <param name="width">Wished for, in pixels.</param>
    /// <param name="height">Wished for, in pixels.</param>
    public IEnumerable<KeyValuePair<string, string>> Fields(string? model, string prompt, string? negative, int width, int height)
    {
        if (model is not null)
            yield return new("model", model);
        yield return new("prompt", prompt);
        if (!string.IsNullOrWhiteSpace(negative))
            yield return new("negative_prompt", negative);
        if (SizeFor(width, height) is { } size)
            yield return new("size", size);
        if (AsksForBase64)
            yield return new("response_format", "b64_json");
    }

    private string? SizeFor(int width, int height)
    {
        if (Size == OpenAiSizeForm.LeftToTheServer)
            return null;
        double wanted = Math.Log((double)width / height);
        (int w, int h) = Size == OpenAiSizeForm.Exact ? (width, height) : Standard.MinBy(one => Math.Abs(Math.Log((double)one.Width / one.Height) - wanted));
        return string.Create(CultureInfo.InvariantCulture, $"{w}x{h}");
    }
}
