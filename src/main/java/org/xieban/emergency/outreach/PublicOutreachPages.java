package org.xieban.emergency.outreach;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.xieban.trace.OfficialTime;

/** Where somebody outside acknowledges: by a button, since programs that look at mail open every link in it. */
@Controller
@RequestMapping(Acknowledgements.PATH + "/{id}/{signature}")
class PublicOutreachPages {

    private final Acknowledgements acknowledgements;

    PublicOutreachPages(Acknowledgements acknowledgements) {
        this.acknowledgements = acknowledgements;
    }

    @GetMapping
    String page(@PathVariable long id, @PathVariable String signature, Model model) {
        model.addAttribute("delivery", acknowledgements.require(id, signature));
        model.addAttribute("link", acknowledgements.path(id));
        model.addAttribute("zone", OfficialTime.ZONE);
        return "emergency/acknowledge";
    }

    @PostMapping
    String acknowledge(@PathVariable long id, @PathVariable String signature) {
        acknowledgements.acknowledge(id, signature);
        return "redirect:" + acknowledgements.path(id);
    }
}
