namespace RefineWorkflows.Refinement.Backends.ComfyUi;

/// <summary>A place in a workflow that is filled anew for every picture.</summary>
/// <param name="Name">What titles and mappings call it.</param>
/// <param name="Inputs">The inputs of a node that it may be, the likelier first, when a title names the slot and no input. Alternatives stand alone, inputs that are filled together are joined by <c>+</c>.</param>
internal sealed record ComfySlot(string Name, params string[] Inputs)
{
    public static readonly ComfySlot Prompt = new("prompt", "text", "text_g+text_l", "prompt", "value", "string");
    public static readonly ComfySlot Negative = new("negative", "text", "text_g+text_l", "negative", "prompt", "value", "string");
    public static readonly ComfySlot Seed = new("seed", "seed", "noise_seed", "value");
    public static readonly ComfySlot Width = new("width", "width", "value");
    public static readonly ComfySlot Height = new("height", "height", "value");
    public static readonly ComfySlot Steps = new("steps", "steps", "value");
    public static readonly ComfySlot Image = new("image", "image");
    public static readonly ComfySlot Strength = new("strength", "denoise", "strength", "value");
    public static readonly ComfySlot Model = new("model", "ckpt_name", "unet_name", "model_name");

    public static readonly ComfySlot Frames = new("frames", "length", "frames", "num_frames", "video_frames", "frame_count", "batch_size", "value");
    public static readonly ComfySlot Rate = new("fps", "fps", "frame_rate", "value");

    /// <summary>Every slot.</summary>
    public static readonly IReadOnlyList<ComfySlot> All = [Prompt, Negative, Seed, Width, Height, Steps, Image, Strength, Model, Frames, Rate];

    /// <summary>The slots that a word of a title stands for; none when it is another word.</summary>
    public static IReadOnlyList<ComfySlot> Named(string word) => word == "size" ? [Width, Height] : [.. All.Where(slot => slot.Name == word)];
}
