using System.Globalization;
using System.Text;
using System.Text.Json;
using RefineWorkflows.Imaging.Metadata;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>
/// The texts that travel inside a picture: <c>refine</c>, our recipe as JSON; <c>parameters</c>, the line that users of Stable
/// Diffusion WebUI know; and what the server itself wrote, as ComfyUI does under <c>prompt</c> and <c>workflow</c>.
/// </summary>
public static class PictureMetadata
{
    private const string RecipeText = "refine";
    private const string Parameters = "parameters";

    /// <summary>Puts the recipe into a PNG. Texts of the server that made it stay. The same picture with the same recipe gives the same bytes.</summary>
    public static byte[] Write(ReadOnlySpan<byte> png, PictureRecipe recipe)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Software"] = "RefineWorkflows",
            [RecipeText] = JsonSerializer.Serialize(recipe, RunJson.Line),
        };
        if (!PngText.Read(png).ContainsKey(Parameters))
            texts[Parameters] = ParametersOf(recipe);
        return PngText.Write(png, texts);
    }

    /// <summary>The recipe in a PNG; null where there is none.</summary>
    /// <exception cref="Imaging.InvalidImageException">No PNG, or a damaged one.</exception>
    /// <exception cref="RunFolderException">The text is there, but cannot be read.</exception>
    public static PictureRecipe? Read(ReadOnlySpan<byte> png)
    {
        if (!PngText.Read(png).TryGetValue(RecipeText, out string? json))
            return null;
        try
        {
            return JsonSerializer.Deserialize<PictureRecipe>(json, RunJson.Line);
        }
        catch (JsonException broken)
        {
            throw new RunFolderException($"The picture's recipe cannot be read: {broken.Message} A newer version may have written it.", broken);
        }
    }

    private static string ParametersOf(PictureRecipe recipe)
    {
        var text = new StringBuilder(recipe.SentPrompt);
        if (recipe.NegativePrompt is { } negative)
            text.Append("\nNegative prompt: ").Append(negative);
        text.Append(CultureInfo.InvariantCulture, $"\nSeed: {recipe.Seed}, Size: {recipe.Width}x{recipe.Height}, Model: {recipe.Generator}");
        if (recipe.Strength is { } strength)
            text.Append(CultureInfo.InvariantCulture, $", Denoising strength: {strength:0.####}");
        return text.Append(", Version: RefineWorkflows").ToString();
    }
}
